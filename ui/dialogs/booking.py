"""Nuova prenotazione and Modifica: who, where and when at the left; at the right whether it can be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_weekday, hour, ngettext, number
from askadesk.people.rows import OrganisationRow
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.on_the_day import minutes_between
from askadesk.rooms.rows import NO_PRICE, Breach, Checked, Free, NewBooking
from askadesk.rooms.series_rows import SeriesPreview
from ui.dialogs.booking_data import Answer, BookingWritten, Draft, Holder, Question
from ui.dialogs.booking_dates import SeriesVerdict
from ui.dialogs.booking_fields import BookingFields, edit_of
from ui.dialogs.booking_price import PriceBox
from ui.dialogs.booking_repeat import RepeatFields
from ui.dialogs.booking_verdict import ReasonField, SingleVerdict
from ui.dialogs.writing import WritingDialog
from ui.fonts import Role
from ui.widgets.button import Button
from ui.widgets.credits_tick import CreditsTick
from ui.widgets.field import Field
from ui.widgets.mark import Mark
from ui.widgets.text import Text

SOMEBODY = "-"
"""Stands for whoever it will be, while one asks whether a space is free before saying for whom."""


class BookingDialog(WritingDialog):
    """``saved`` carries a ``BookingWritten``; the dialog stays open until ``finish``.

    ``asked`` carries a ``Question`` when the typing pauses: answer with ``show_answer``; an answer to another
    question than the latest is dropped. ``holder_searched`` and ``guest_searched`` carry a text: answer with
    ``show_holders`` and ``show_guests``. Esc asks before anything typed would be lost.
    """

    saved = Signal(object)
    asked = Signal(object)
    holder_searched = Signal(str)
    guest_searched = Signal(str)
    waited = Signal(object)
    """The ``NewBooking`` that is taken, and for which somebody will wait."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(wide=1040, high=720, left=472)
        self._draft = draft
        self._version = draft.row.version if draft.row is not None else 0
        self._question: Question | None = None
        self._priced: Question | None = None
        self._answered: Question | None = None
        self._saves_then = False
        self.pause.timeout.connect(self._ask)
        self._make()
        self._build()
        self._wire()
        self.retranslate()
        self._start = self._state()

    def open_over(self, window: QWidget) -> None:
        """Show it over ``window``, and ask at once what would come of it."""
        super().open_over(window)
        self._ask()

    def _make(self) -> None:
        draft = self._draft
        wall = draft.new.starts.astimezone(draft.now.tzinfo).replace(tzinfo=None)
        self.fields = BookingFields(draft, self)
        self.repeat = RepeatFields(wall, draft.rule, of_series=draft.of_series)
        self.credits, self.price = CreditsTick(), PriceBox(draft.currency)
        new = draft.row is None
        self.single, self.series = SingleVerdict(waits=new), SeriesVerdict(editing=not new)
        self.reason = ReasonField()
        self._buffers = QWidget()
        self._tidy = Text(role=Role.SECOND, tone="text2", wrap=True)
        self._outcome = Text(role=Role.SECOND, tone="text2", elide=True)
        row = draft.row
        # One date of a series stays one date; a series that is begun anew is another dialog.
        if row is not None and row.series is not None and not draft.of_series:
            self.repeat.hide()

    def _build(self) -> None:
        self.left.set_margins(32, 14, 24, 10)
        self.right.set_margins(24, 16, 32, 16)
        column = self.left.column
        column.setSpacing(4)
        for part in (self.fields, self.repeat):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.credits)
        self.credits.begin(self._draft.new.use_credits)  # not before: alone it would be a window
        column.addWidget(self.price)
        column.addSpacing(4)
        column.addWidget(self.fields.more)
        column.addStretch(1)
        tidy = QHBoxLayout(self._buffers)
        tidy.setContentsMargins(0, 4, 0, 0)
        tidy.setSpacing(8)
        tidy.addWidget(Mark("clock", 16, "text3"))
        tidy.addWidget(self._tidy, 1)
        right = self.right.column
        right.setSpacing(8)
        for one in (self.single, self.series, self._buffers, self.reason):
            right.addWidget(one)
        right.addStretch(1)
        self.aside.addWidget(self._outcome)
        self.leave = self.add_button(Button(kind="ghost", key="Esc"))
        self.do = self.add_button(Button(kind="accent", icon="calendar-check", key="F2"))

    def _wire(self) -> None:
        self.leave.clicked.connect(self.close_down)
        self.do.clicked.connect(self.accept)
        self.fields.edited.connect(self._edited)
        self.repeat.edited.connect(self._edited)
        self.credits.edited.connect(self._edited)
        self.fields.holder.searched.connect(self.holder_searched)
        self.fields.more.names.who.searched.connect(self.guest_searched)
        self.single.alternative.connect(self._take)
        self.single.wait_asked.connect(self._wait)
        self.series.chosen.connect(self._chosen)
        edit_of(self.reason).textEdited.connect(self._reason_edited)

    def fields_by_name(self) -> dict[str, Field]:
        """The fields by the name that a service calls them."""
        own = dict.fromkeys(("rule", "repeat"), self.repeat.rhythm)
        paying = {"use_credits": self.credits.field, "reason": self.reason}
        return {**self.fields.by_name(), **own, **paying}

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        self.reason.say(_("Reason, to book it all the same"))
        self.leave.say(_("Leave it"))
        self._say_all()

    def _say_all(self) -> None:
        """Title, tidying time and outcome follow what stands in the fields."""
        title = _("New booking") if self._draft.row is None else _("Change the booking")
        self.say_heading(title, self._sentence())
        self._tidy.say(self._tidy_words())
        self._buffers.setVisible(bool(self._tidy.text()))
        self.fields.show_repeats(self.repeat.repeats)
        self._say_outcome()

    def _sentence(self) -> str:
        """What and when, in one sentence."""
        fields = self.fields
        what = edit_of(fields.title).text().strip() or fields.holder.text()
        when = self.repeat.words() if not self.repeat.isHidden() else ""
        when = when or self._when()
        if what and when:
            return _("{what}, {when}").format(what=what, when=when)
        return what or when or _("Who, where and when are enough.")

    def _when(self) -> str:
        try:
            new = self.fields.wish()
        except InputError:
            return ""
        return _("{day}, {first} – {last}").format(
            day=day_weekday(new.starts.date()), first=hour(new.starts), last=hour(new.ends)
        )

    def _tidy_words(self) -> str:
        """How long the space is kept before and after."""
        space = self.fields.chosen_space
        before, after = (space.fields.setup, space.fields.cleanup) if space is not None else (0, 0)
        if before and after:
            return _("{before} min to set up before, {after} min to tidy up after.").format(
                before=before, after=after
            )
        if after:
            return _("{minutes} min to tidy up after each booking.").format(minutes=after)
        if before:
            return _("{minutes} min to set up before each booking.").format(minutes=before)
        return ""

    def _say_outcome(self) -> None:
        """The footer: what F2 does, in one sentence, and the yellow counts it."""
        name = self.fields.space_names()
        if self._shows_series():
            self._outcome.say(self.series.outcome_words(name))
        else:
            when = self._when()
            words = _("{space}, {when}").format(space=name, when=when) if name and when else ""
            self._outcome.say(words)
        self.do.say(self._verb())

    def _verb(self) -> str:
        editing = self._draft.row is not None
        if not self._shows_series():
            return _("Save") if editing else _("Book")
        found = self.series.outcome()
        if found.given_up:
            return _("Leave it as it is") if editing else _("Give up the series")
        if editing:
            words = ngettext("Save {count} date", "Save {count} dates", found.total)
        else:
            words = ngettext("Book {count} date", "Book {count} dates", found.total)
        return words.format(count=number(found.total))

    # what stands in it -------------------------------------------------------------------------

    def first(self) -> QWidget:
        if self.fields.holder.holder is None:
            return self.fields.holder.edit
        return self.fields.title.control

    @property
    def _repeats(self) -> bool:
        return not self.repeat.isHidden() and self.repeat.repeats

    def _shows_series(self) -> bool:
        return not self.series.isHidden() and self.series.preview is not None

    def _rule(self) -> str:
        return self.repeat.rule() if self._repeats else ""

    def _state(self) -> tuple[object, ...]:
        """All that would be lost."""
        lines = tuple(edit_of(one).text() for one in self.fields.typed())
        try:
            return (lines, self._paid(self.fields.wish()), self.fields.holder.text(), self._rule())
        except InputError:
            return (lines, None, self.fields.holder.text(), self._repeats)

    def changed(self) -> bool:
        """Whether something was written that is not kept yet."""
        return self._state() != self._start

    def _paid(self, new: NewBooking) -> NewBooking:
        """``new`` paid as it is ticked."""
        return replace(new, use_credits=self.credits.pays)

    def take(self, new: NewBooking, holder: Holder | None, version: int) -> None:
        """Show what was chosen after somebody else's change, to be saved as ``version``."""
        self._version = version
        self.fields.show_draft(replace(self._draft, new=new, holder=holder))
        self.credits.begin(new.use_credits)
        self._edited()

    # while typing ------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._saves_then = False
        self.credits.field.forgive()
        self._follow_start()
        self._say_all()
        self.pause.start()

    def _follow_start(self) -> None:
        try:
            starts = self.fields.wish().starts
        except InputError:
            return
        self.repeat.show_start(starts.replace(tzinfo=None))

    def _reason_edited(self, _text: str) -> None:
        self.series.set_reason(self.reason.words)
        self._chosen()

    def _chosen(self) -> None:
        """Something was chosen about the dates: say what will be and what it costs."""
        self._say_outcome()
        if self._shows_series():
            self._ask_price()

    def _ask(self) -> None:
        """Ask what would come of it, as far as it can be read."""
        try:
            question = self._ask_for()
        except InputError as error:
            self._question = None
            self._show_unclear(error.what)
            return
        if question != self._question:
            self._question = question
            self.asked.emit(question)

    def _ask_for(self) -> Question:
        new = self._paid(self.fields.wish())
        if not new.spaces:
            raise InputError(_("Choose a space."), field="space")
        if minutes_between(new.starts, new.ends) <= 0:
            raise InputError(_("This booking would end before it begins."), field="ends")
        # What it is called, and who comes, changes nothing about whether it can be had.
        plain = replace(new, title=SOMEBODY, note="", people=(), private=False)
        return Question(plain, self._rule())

    def show_answer(self, answer: Answer) -> None:
        """Show what would come of it, unless something else stands there by now."""
        if answer.question == self._priced and answer.preview is not None:
            self._show_prices(answer.preview)
        if answer.question != self._question:
            return
        new, self._answered = answer.question.new, answer.question
        if answer.error is None:
            self.credits.offer(answer.credits)
        if answer.error is not None:
            self._show_unclear(answer.error.what)
        elif answer.preview is not None:
            self._show_series(answer.preview, new)
        elif answer.checked is not None:
            self._show_single(answer.checked, _blocked(answer.checked, new), new.starts)
        self._say_outcome()
        if self._saves_then:
            self._saves_then = False
            if not (self._shows_series() and self.series.troubled):
                self.accept()

    def _show_unclear(self, words: str) -> None:
        self.single.show_unclear(words)
        self._show_part(self.single, ())
        self.price.show_price(NO_PRICE)
        self._say_outcome()

    def _show_single(self, checked: Checked, space: object, starts: datetime) -> None:
        self.single.show_checked(checked, space, starts.date())
        self._show_part(self.single, () if checked.clashes else checked.breaches)
        self.price.show_price(checked.price)

    def _show_series(self, preview: SeriesPreview, new: NewBooking) -> None:
        self.series.show_preview(preview, new.spaces[0].space)
        self._show_part(self.series, self.series.breaches)
        self.series.set_reason(self.reason.words)
        self._ask_price()

    def _ask_price(self) -> None:
        """What the dates cost as they were chosen: somewhere else may have another price."""
        question, preview = self._question, self.series.preview
        instead = self.series.instead()
        if question is None or preview is None or self.series.gives_up:
            self.price.show_price(NO_PRICE)
        elif not instead:
            self._priced = None
            self._show_prices(preview)
        else:
            self._priced = replace(question, instead=instead)
            self.asked.emit(self._priced)

    def _show_prices(self, preview: SeriesPreview) -> None:
        had = (one.price for one in preview.dates if not one.taken and not one.skipped)
        self.price.show_dates(tuple(had))

    def _show_part(self, part: QWidget, breaches: tuple[Breach, ...]) -> None:
        self.single.setVisible(part is self.single)
        self.series.setVisible(part is self.series)
        self.reason.ask_for(breaches)

    def _take(self, free: object) -> None:
        """Take an alternative: nothing else that was written changes."""
        assert isinstance(free, Free)
        self.fields.choose(free.space, free.starts, free.ends, self.single.space)
        self.do.setFocus()

    def _wait(self) -> None:
        """Nothing else will do: put whoever it is for in line."""
        for one in self.fields_by_name().values():
            one.forgive()
        try:
            new = self.fields.read()
        except InputError as error:
            self.complain(error)
        else:
            self.waited.emit(new)

    def show_holders(
        self, text: str, people: Sequence[FoundPerson], houses: Sequence[OrganisationRow]
    ) -> None:
        """Show for whom it may be."""
        self.fields.holder.show_holders(text, people, houses)

    def show_guests(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show who may come."""
        self.fields.more.names.who.show_found(text, people)

    # answering ---------------------------------------------------------------------------------

    def accept(self) -> None:
        if not self.do.isEnabled():
            return
        if self._shows_series() and self.series.gives_up:
            self._go()
            return
        if self._repeats and not self._knows_dates():
            self._saves_then = self._question is not None
            if self._saves_then:
                return
        for one in self.fields_by_name().values():
            one.forgive()
        try:
            written = self._written()
        except InputError as error:
            self.complain(error)
            return
        self.do.setEnabled(False)
        self.saved.emit(written)

    def _knows_dates(self) -> bool:
        """Whether the dates that show are those of what stands in the fields; else they are asked for: nothing
        is booked that nobody saw."""
        self.pause.stop()
        self._ask()
        return self._question == self._answered

    def _written(self) -> BookingWritten:
        new = self._paid(self.fields.read())
        new = replace(new, reason=self.reason.words or self._draft.new.reason)
        holder = self.fields.holder.holder
        if holder is None and not new.title:
            raise InputError(
                _("For whom is it?"), field="person", todo=_("Choose a person, or write a title.")
            )
        rule = self._rule()
        shown = rule and self._shows_series()
        if shown and not self.series.outcome().total:
            raise InputError(_("Nothing would be left to book."), field="rule")
        return BookingWritten(new, rule, self.series.instead() if shown else (), self._version)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change; the field gets the focus."""
        name = error.field or ""
        self.fields.more.reveal(name)
        found = self.fields_by_name().get(name, self.fields.holder.field)
        found.complain(" ".join(filter(None, (error.what, error.todo))))
        found.control.setFocus()
        self.do.setEnabled(True)

    def refuse_breaches(self, breaches: tuple[Breach, ...]) -> None:
        """A rule stood in the way: ask for a reason where one gets past it."""
        self.again()
        self.reason.ask_for(breaches)
        if not self.reason.isHidden():
            self.reason.complain(_("Say why, and it is booked all the same."))
            self.reason.control.setFocus()
        self.ask_again()

    def ask_again(self) -> None:
        """Somebody was quicker: look once more, with all that was written."""
        self.again()
        self._question = self._answered = None
        self._ask()

    def again(self) -> None:
        """It was not booked; what was typed stays."""
        self.do.setEnabled(True)


def _blocked(checked: Checked, new: NewBooking) -> UUID:
    """The space that stands in the way: what is free instead is so instead of this one."""
    return checked.clashes[0].space if checked.clashes else new.spaces[0].space
