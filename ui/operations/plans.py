"""Plans and prices: what the section shows, and what is saved from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.plans.rows import NewProduct, ProductNews, ProductPage, ProductRow
from askadesk.services import Services
from ui.dialogs.plan import PlanDialog
from ui.operations.base import Bench, Operations
from ui.pages.settings.plans import PlansSection

CONCERNS = ("product", "membership", "pass")


@dataclass(frozen=True, slots=True)
class Shelves:
    """What is on sale, and what is retired."""

    offered: tuple[ProductRow, ...]
    retired: tuple[ProductRow, ...]


class PlanOperations(Operations):
    """Serves the section: ``section`` is made here and belongs to the settings page."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.section = PlansSection()
        self._dialog: PlanDialog | None = None
        self._of: ProductPage | None = None
        self._new: UUID | None = None
        section, panel = self.section, self.section.panel
        section.asked.connect(self.read)
        section.product_asked.connect(self.read_product)
        section.new_asked.connect(self.open_new)
        panel.news_asked.connect(self._save)
        panel.retire_asked.connect(self._retire)
        panel.offer_asked.connect(self._offer_again)
        panel.terms_asked.connect(self._open_terms)

    # reading -------------------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Read again what another window or desk changed, while the section is seen."""
        if changes.touches(*CONCERNS) and self.section.isVisible():
            self.read()

    def read(self) -> None:
        """Read the list."""
        if self.is_open:
            call = partial(_shelves, self.services)
            self.bench.runner.run(call, done=self._read, failed=self.refused)

    def _read(self, shelves: Shelves) -> None:
        wanted, self._new = self._new, None
        self.section.show_products(shelves.offered, shelves.retired, wanted)

    def read_product(self, product: object) -> None:
        """Read one product for the panel."""
        if self.is_open and isinstance(product, UUID):
            call = partial(self.services.plans.product, product)
            self.bench.runner.run(call, done=self.section.show_product, failed=self.refused)

    # a new price, new terms ----------------------------------------------------------------------

    def _save(self, product: object, news: object) -> None:
        assert isinstance(product, UUID)
        assert isinstance(news, ProductNews)
        call = partial(self.services.plans.change, product, news)
        self.bench.runner.run(call, done=self._saved, failed=self._not_saved)

    def _saved(self, _nothing: object) -> None:
        self.section.panel.forget()
        self.bench.window.toasts.say(
            _("Saved. Who has bought already keeps their price."), icon="tag"
        )
        self.read()

    def _not_saved(self, error: DeskError) -> None:
        if isinstance(error, InputError) and error.field:
            self.section.complain(error)
        else:
            self.refused(error)

    # retiring ------------------------------------------------------------------------------------

    def _retire(self, page: object) -> None:
        assert isinstance(page, ProductPage)
        self._of = page
        call = partial(self.services.plans.archive_product, page.row.id)
        self.bench.runner.run(call, done=self._retired, failed=self.refused)

    def _retired(self, _nothing: object) -> None:
        assert self._of is not None
        self.bench.window.toasts.say(
            _("{plan} is not sold any more. What was sold stays good.").format(
                plan=self._of.row.name
            ),
            icon="tag",
            action=_("Undo"),
            act=self._take_back,
        )
        self.section.leave_product()
        self.read()

    def _take_back(self) -> None:
        if self._of is not None:
            self._offer_again(self._of)

    def _offer_again(self, page: object) -> None:
        assert isinstance(page, ProductPage)
        call = partial(self.services.plans.offer_again, page.row.id)
        self.bench.runner.run(call, done=self._offered, failed=self.refused)

    def _offered(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("It is on sale again."), icon="tag")
        self.section.leave_product()
        self.read()

    # the dialog ----------------------------------------------------------------------------------

    def open_new(self) -> None:
        """Ask for a new plan."""
        self._of = None
        self._ask_day()

    def _open_terms(self, page: object) -> None:
        assert isinstance(page, ProductPage)
        self._of = page
        self._ask_day()

    def _ask_day(self) -> None:
        if self.is_open and (self._dialog is None or not self._dialog.is_open()):
            self.bench.runner.run(self.services.reading.now, done=self._open, failed=self.refused)

    def _open(self, now: datetime) -> None:
        dialog = PlanDialog(now.date(), self._of)
        self._dialog = dialog
        dialog.added.connect(self._add)
        dialog.changed.connect(self._change)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    def _add(self, new: object) -> None:
        assert isinstance(new, NewProduct)
        call = partial(self.services.plans.add_product, new)
        self.bench.runner.run(call, done=self._added, failed=self._dialog_refused)

    def _added(self, product: UUID) -> None:
        if self._dialog is not None:
            self._dialog.finish()
        self.bench.window.toasts.say(_("The plan is on sale."), icon="tag")
        self._new = product
        self.read()

    def _change(self, news: object) -> None:
        assert isinstance(news, ProductNews)
        assert self._of is not None
        call = partial(self.services.plans.change, self._of.row.id, news)
        self.bench.runner.run(call, done=self._changed, failed=self._dialog_refused)

    def _changed(self, _nothing: object) -> None:
        if self._dialog is not None:
            self._dialog.finish()
        self._saved(None)

    def _dialog_refused(self, error: DeskError) -> None:
        if self._dialog is None:
            self.refused(error)
        elif isinstance(error, InputError) and error.field:
            self._dialog.complain(error)
        else:
            self._dialog.again()
            self.refused(error)


def _shelves(services: Services) -> Shelves:
    return Shelves(services.plans.products(), services.plans.products(retired=True))
