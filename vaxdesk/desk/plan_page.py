"""What was handed down: census, tasks by month, stages with their deadline, age bands; typed or pasted into grids."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from ..actions import plan as plans
from ..actions.office import Changes, Office
from ..actions.plan import Plan
from ..rules.messages import Message, Refused, say
from ..rules.quotas import WHOLE, QuotaDose, QuotaKind, Task
from ..rules.rates import percent
from ..rules.records import Progress
from ..rules.stages import Stage, StageProgress
from .grid import GridColumn, GridModel, GridView, any_text, fit, whole_number
from .labels import button, label_for, quiet
from .page import Hands, Page, View
from .task_form import DOSES, KINDS, TaskForm

CENSUS_HELP = say("People by village, and of single age bands; paste from a spreadsheet with Ctrl+V.")
TASKS_HELP = say("What was asked of each village; the whole may be given too and is checked against the villages.")
STAGES_HELP = say("Name, age bands such as 12-14,15-17, what is counted, first day, deadline with its hour.")


class PlanPage(Page):
    """Four tabs; each is saved by its own button, and says below what does not add up."""

    name = "plan"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        words = hands.words
        self.plan = Plan([], [], {}, {}, [], {})
        self._tasks: list[Task] = []
        self.census, self.tasks, self.stages = GridModel(), GridModel(), GridModel(grows=True)
        self.census_view = GridView(self.census, words.say("Census by village and age"))
        self.tasks_view = GridView(self.tasks, words.say("Tasks by village"))
        self.stages_view = GridView(self.stages, words.say("Stages"))
        self.bands, self.new_task = QLineEdit(), TaskForm(words, self.add_task)
        self.census_why, self.tasks_why = QLineEdit(), QLineEdit()
        self.remark = quiet()
        self.tabs = QTabWidget()
        self.tabs.addTab(
            self._tab(self.census_view, CENSUS_HELP, self._save_census, self.census_why), words.say("Census")
        )
        self.tabs.addTab(self._tab(self.tasks_view, TASKS_HELP, self._save_tasks, self.tasks_why), words.say("Tasks"))
        self.tabs.addTab(self._tab(self.stages_view, STAGES_HELP, self._save_stages), words.say("Stages"))
        self.tabs.addTab(self._bands_tab(), words.say("Age bands"))
        for grid in (self.census, self.tasks, self.stages):
            grid.refused.connect(lambda message: self.said(words(message)))
            grid.edited.connect(lambda: self.said(""))
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.remark)

    def _tab(self, view: GridView, help: Message, save: Callable[[], None], why: QLineEdit | None = None) -> QWidget:
        words, whole = self.hands.words, QWidget()
        layout, foot = QVBoxLayout(whole), QHBoxLayout()
        layout.addWidget(quiet(words(help)))
        layout.addWidget(view, 1)
        if view is self.tasks_view:
            layout.addWidget(self.new_task)
        if why is None:
            foot.addStretch()
        else:
            foot.addWidget(label_for(why, words.say("&Why the villages do not make the whole")))
            foot.addWidget(why, 1)
        foot.addWidget(button(words.say("&Save"), save, main=True))
        layout.addLayout(foot)
        return whole

    def _bands_tab(self) -> QWidget:
        words, whole = self.hands.words, QWidget()
        layout, row = QVBoxLayout(whole), QHBoxLayout()
        layout.addWidget(
            quiet(words.say("Figures are counted by these age bands, such as 12-17,18-59,60+; empty: the usual ones."))
        )
        row.addWidget(label_for(self.bands, words.say("Age &bands")))
        row.addWidget(self.bands, 1)
        row.addWidget(button(words.say("&Save"), self._save_bands, main=True))
        layout.addLayout(row)
        layout.addStretch()
        return whole

    def load(self, view: View) -> None:
        """Read what was handed down, and how far the stages are."""
        on = view.on
        self.new_task.show_month(on)

        def read(office: Office, progress: Progress) -> tuple[Plan, str, list[StageProgress]]:
            return plans.read_plan(office), plans.bands_written(office), plans.stage_progress(office, on, progress)

        self.hands.worker.ask(
            say("Reading tasks and stages"), read, lambda found: self.show_plan(*found), self.refused, self.name
        )

    def show_plan(self, plan: Plan, bands: str, stages: Sequence[StageProgress]) -> None:
        """Show the grids."""
        words = self.hands.words
        self.plan, self._tasks = plan, list(plan.tasks)
        self.bands.setText(bands)
        places = [*plan.villages, WHOLE]
        columns = ["", *(band.code for band in plan.bands)]
        self.census.show(
            [self._place_column(), *(GridColumn(code or words.say("all ages"), whole_number) for code in columns)],
            [self._place(place, [plan.census.get(code, {}) for code in columns]) for place in places],
        )
        self._show_tasks()
        self.stages.show(self._stage_columns(), [self._stage(each) for each in stages])
        for view in (self.census_view, self.tasks_view, self.stages_view):
            fit(view)
        self.remark.setText("\n".join(map(words, plans.remarks(plan))))
        whys = plan.whys.items()
        self.census_why.setText(next((why for key, why in whys if isinstance(key, str) and why), ""))
        self.tasks_why.setText(next((why for key, why in whys if not isinstance(key, str) and why), ""))

    def _place_column(self) -> GridColumn:
        return GridColumn(self.hands.words.say("Village"), None, "left")

    def _place(self, place: str, columns: Sequence[Mapping[str, int]]) -> list[str]:
        name = place or self.hands.words.say("The whole office")
        return [name, *(str(column[place]) if place in column else "" for column in columns)]

    def _show_tasks(self) -> None:
        places = [*self.plan.villages, WHOLE]
        titles = [GridColumn(self._task_title(task), whole_number) for task in self._tasks]
        figures = [self.plan.tasks.get(task, {}) for task in self._tasks]
        self.tasks.show([self._place_column(), *titles], [self._place(place, figures) for place in places])
        fit(self.tasks_view)

    def _task_title(self, task: Task) -> str:
        words = self.hands.words
        days = f"{task.starts:%m-%d} / {task.deadline:%m-%d %H:%M}"
        return "\n".join((words(DOSES[QuotaDose(task.dose)]), words(KINDS[QuotaKind(task.kind)]), days))

    def add_task(self) -> None:
        """A column more, for the task that is chosen below the grid; it is kept once its figures are saved."""
        task = self.new_task.task()
        if task in self._tasks:
            self.said(self.hands.words.say("This task stands in the grid already."))
            return
        self.plan = replace(self.plan, tasks=self._typed_tasks())
        self._tasks.append(task)
        self._show_tasks()

    def _typed_tasks(self) -> dict[Task, dict[str, int]]:
        return {task: self._figures(self.tasks, nth) for nth, task in enumerate(self._tasks, 1)}

    def _figures(self, grid: GridModel, column: int) -> dict[str, int]:
        places = [*self.plan.villages, WHOLE]
        return {place: int(text) for place, text in zip(places, grid.column(column), strict=True) if text}

    def _stage_columns(self) -> list[GridColumn]:
        words = self.hands.words
        typed = (say("Stage"), say("Age bands"), say("What is counted"), say("First day"), say("Deadline"))
        told = (say("Done"), say("Due"), say("Rate"), say("Needed a day"))
        return [
            *(GridColumn(words(title), any_text, "left") for title in typed),
            *(GridColumn(words(title)) for title in told),
        ]

    def _stage(self, each: StageProgress) -> list[str]:
        stage, left = each.stage, each.pace
        words = self.hands.words
        needed = words.say("{days} days over", days=left.days_over) if left.per_day is None else str(left.per_day)
        return [
            stage.name, ",".join(band.code for band in stage.bands), words(DOSES[QuotaDose(stage.dose)]), stage.starts.isoformat(),
            f"{stage.deadline:%Y-%m-%d %H:%M}", str(each.done), str(each.due), percent(each.rate), needed,
        ]  # fmt: skip

    def _save_census(self) -> None:
        columns = ["", *(band.code for band in self.plan.bands)]
        typed = {code: self._figures(self.census, nth) for nth, code in enumerate(columns, 1)}
        changed = {code: people for code, people in typed.items() if people != self.plan.census.get(code, {})}
        why = self.census_why.text()
        self._save(lambda office: plans.keep_census(office, changed, why), self.census_why)

    def _save_tasks(self) -> None:
        typed, why = self._typed_tasks(), self.tasks_why.text()
        self._save(lambda office: plans.keep_tasks(office, typed, why), self.tasks_why)

    def _save_stages(self) -> None:
        try:
            doses = {self.hands.words(label): str(code) for code, label in DOSES.items()}
            stages: list[Stage] = [
                plans.read_stage(name, bands, doses.get(dose, dose), starts, deadline)
                for name, bands, dose, starts, deadline, *_ in self.stages.rows()
            ]
        except Refused as refused:
            self.refused(refused)
            return
        self._save(lambda office: plans.keep_stages(office, stages))

    def _save_bands(self) -> None:
        written = self.bands.text()
        self._save(lambda office: plans.keep_bands(office, written))

    def _save(self, verb: Callable[[Office], Changes], why: QLineEdit | None = None) -> None:
        def work(office: Office, _progress: Progress) -> Changes:
            return verb(office)

        def refused(refused: Refused) -> None:
            self.refused(refused)
            if why is not None and refused.code == "parts_differ":
                why.setFocus()

        self.hands.worker.ask(say("Saving tasks and stages"), work, self._saved, refused)

    def _saved(self, changes: Changes) -> None:
        self.said("")
        self.noted.emit(self.hands.words.say("Saved."))
        self.hands.worker.tell(changes)
