"""The pages of the window, one in sight; each is built when somebody first turns to it: the window opens without the others."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from .page import Hands, Page
from .pages import Kind
from .scrolled import Scrolled


class PageStack(QStackedWidget):
    """Pages by name. What a page says goes on to whoever listens to the stack."""

    go = Signal(str, object)
    """A page wants the person to see another one: Page.go."""
    noted = Signal(str)
    """A page did something: Page.noted."""

    def __init__(self, hands: Hands, kinds: Sequence[Kind]) -> None:
        super().__init__()
        self._hands = hands
        self._kinds = {kind.name: kind for kind in kinds}
        self._built: dict[str, Page] = {}
        self._name = kinds[0].name

    @property
    def built(self) -> list[Page]:
        """The pages somebody has turned to: only these hold anything of a register."""
        return list(self._built.values())

    @property
    def pages(self) -> list[Page]:
        """All pages, in the order of pages.py; those nobody has turned to yet are built now."""
        return [self.named(name) for name in self._kinds]

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.named(self._name)

    def named(self, name: str) -> Page:
        """The page of this name."""
        if name not in self._built:
            self._built[name] = page = self._kinds[name].load()(self._hands)
            page.go.connect(self.go)
            page.noted.connect(self.noted)
            self.addWidget(Scrolled(page))
        return self._built[name]

    def turn_to(self, name: str) -> None:
        """Bring the page of this name into sight."""
        page = self.named(name)
        self._name = name
        self.setCurrentIndex(self.built.index(page))

    def forget(self) -> None:
        """Another register: no page shows anything of the one before."""
        for page in self.built:
            page.forget()
