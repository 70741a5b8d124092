"""One window per person: a second start hands its register to the first window, which comes forward, and ends."""

import getpass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1000
"""Milliseconds the first window may take to answer."""
PROMPT = 200
"""Milliseconds a later start may take to say what it opens."""
LONGEST = 4096
"""Bytes of a path."""


class SingleInstance(QObject):
    """Listens for later starts of the same person with the same settings; the name it listens by says nothing of them."""

    called = Signal(object)
    """A later start: the register it was given (Path), or None."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._name = "vaxdesk-" + sha256(f"{getpass.getuser()}\n{settings.fileName()}".encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def hand_over(self, register: Path | None) -> bool:
        """Give the register to the first window; False if there is none, and this one has begun to listen."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(PATIENCE):
            socket.write(f"{register.resolve() if register else ''}\n".encode())
            socket.waitForBytesWritten(PATIENCE)
            socket.disconnectFromServer()
            return True
        QLocalServer.removeServer(self._name)  # what a window that was killed has left behind
        self._server.listen(self._name)
        return False

    def stop(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _greet(self) -> None:
        """A later start writes its line at once; whoever does not is no start of ours."""
        socket = self._server.nextPendingConnection()
        if socket.canReadLine() or socket.waitForReadyRead(PROMPT):
            line = bytes(socket.readLine(LONGEST).data()).decode("utf-8", "replace").strip()
            self.called.emit(Path(line) if line else None)
        socket.close()
        socket.deleteLater()
