/* Between the program and the system: a disk that goes wrong under an open register, and a list of the files that are made.
 *
 * While the file that FSYNC_FAILS_IF names is there, fsync fails with EIO; while the one of WRITES_FAIL_IF is there, nothing can be
 * written to a file whose path holds ".vaxdesk/", as on a disk that was turned read-only. FILES_MADE names the list: the path of every
 * file that was opened so that it is made if it is not there, whichever library did it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int real_access(const char *path, int mode) {
    return ((int (*)(const char *, int)) dlsym(RTLD_NEXT, "access"))(path, mode);
}

static int said(const char *variable) {
    const char *path = getenv(variable);
    return path != NULL && real_access(path, F_OK) == 0;
}

int access(const char *path, int mode) {
    if ((mode & W_OK) && said("WRITES_FAIL_IF") && strstr(path, ".vaxdesk") != NULL) {
        errno = EROFS;
        return -1;
    }
    return real_access(path, mode);
}

static int synced(const char *name, int file) {
    if (said("FSYNC_FAILS_IF")) {
        errno = EIO;
        return -1;
    }
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(file);
}

static int locked(int file) {
    char link[64], path[4096];
    ssize_t length;
    if (!said("WRITES_FAIL_IF")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strstr(path, ".vaxdesk/") == NULL) return 0;
    errno = EROFS;
    return 1;
}

int fsync(int file) { return synced("fsync", file); }
int fdatasync(int file) { return synced("fdatasync", file); }

ssize_t write(int file, const void *from, size_t size) {
    if (locked(file)) return -1;
    return ((ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write"))(file, from, size);
}

#define PLACED(name)                                                                            \
    ssize_t name(int file, const void *from, size_t size, off64_t where) {                      \
        if (locked(file)) return -1;                                                            \
        return ((ssize_t (*)(int, const void *, size_t, off64_t)) dlsym(RTLD_NEXT, #name))(file, from, size, where); \
    }
PLACED(pwrite)
PLACED(pwrite64)

#define CUT(name)                                                                               \
    int name(int file, off64_t size) {                                                          \
        if (locked(file)) return -1;                                                            \
        return ((int (*)(int, off64_t)) dlsym(RTLD_NEXT, #name))(file, size);                   \
    }
CUT(ftruncate)
CUT(ftruncate64)

static void note(const char *path) {
    const char *list = getenv("FILES_MADE");
    int file;
    if (list == NULL) return;
    file = ((int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, "open"))(list, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0) return;
    write(file, path, strlen(path));
    write(file, "\n", 1);
    close(file);
}

#define OPENED(name)                                                                            \
    int name(const char *path, int flags, ...) {                                                \
        mode_t mode = 0;                                                                        \
        if (flags & (O_CREAT | __O_TMPFILE)) {                                                  \
            va_list rest;                                                                       \
            va_start(rest, flags);                                                              \
            mode = va_arg(rest, mode_t);                                                        \
            va_end(rest);                                                                       \
            note(path);                                                                         \
        }                                                                                       \
        return ((int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, #name))(path, flags, mode);   \
    }
OPENED(open)
OPENED(open64)
