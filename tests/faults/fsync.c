/* An fsync that fails with EIO for as long as the file named in FSYNC_FAILS_IF is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int broken(void) {
    const char *path = getenv("FSYNC_FAILS_IF");
    return path != NULL && access(path, F_OK) == 0;
}

static int call(const char *name, int file) {
    if (broken()) {
        errno = EIO;
        return -1;
    }
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return call("fsync", file); }
int fdatasync(int file) { return call("fdatasync", file); }
