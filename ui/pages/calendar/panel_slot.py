"""The free time that is chosen, booked in one go; or who has it, and what is free instead."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, hour, money
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.rows import Block, Checked, Free, NewBooking, SpaceDay, Taking
from askadesk.rooms.words import (
    breach_sentence,
    features_words,
    seats_words,
    taken_sentence,
    until_sentence,
)
from ui.fonts import Role
from ui.pages.calendar import phrases
from ui.pages.calendar.drag import Slot
from ui.pages.calendar.facts import Fact, NameButton, PriceLines, clear, sentences
from ui.widgets.base import Speaking
from ui.widgets.credits_tick import CreditsTick
from ui.widgets.field import Field, line
from ui.widgets.person_field import PersonField
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text


class SlotChecked(NamedTuple):
    """What would come of a booking as it stands, and how many credits are left that may pay it."""

    new: NewBooking
    checked: Checked
    credits: int


class SlotView(Speaking, QWidget):
    """``searched`` asks who it is for; answer with ``show_found``. ``check_wanted`` carries the
    ``NewBooking`` whose price and rules are to be known. ``instead_chosen`` carries a ``Free``,
    ``booking_chosen`` a booking (UUID) that stands there."""

    searched = Signal(str)
    check_wanted = Signal(object)
    instead_chosen = Signal(object)
    booking_chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.slot: Slot | None = None
        self._day: SpaceDay | None = None
        self._houses: dict[UUID, str] = {}
        self._blocker: Block | None = None
        self.space = Text(role=Role.HEADING, wrap=True, lines=2, elide=True)
        self.when, self.about = Fact("clock"), Fact("monitor")
        self.rate = Fact("euro")
        self.warning = Fact("triangle-alert", "warn", "warn")
        self._written = line()
        self.whom, self.title = PersonField(over), Field(self._written)
        self.credits, self.price = CreditsTick(), PriceLines()
        self.others_title = Text(role=Role.SECOND_MEDIUM, tone="text2", wrap=True)
        self.others = QVBoxLayout()
        self.others.setSpacing(8)
        self._lay_out()
        self.whom.searched.connect(self._searched)
        self.whom.picked.connect(self._picked)
        self.credits.edited.connect(self._check)

    def _lay_out(self) -> None:
        body = ScrollColumn()
        body.set_margins(16, 16, 16, 16)
        column = body.column
        column.setSpacing(8)
        for part in (self.space, self.when, self.about, self.rate, self.warning):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.whom)
        column.addWidget(self.title)
        column.addWidget(self.credits)
        column.addWidget(self.price)
        column.addWidget(self.others_title)
        column.addLayout(self.others)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(body)

    # showing -----------------------------------------------------------------------------------

    def show_slot(
        self,
        slot: Slot,
        day: SpaceDay,
        *,
        blocker: Block | None = None,
        instead: Sequence[Free] = (),
        there: Sequence[Block] = (),
    ) -> None:
        """A time in a space. ``blocker`` has it, and ``instead`` is free; ``there`` are those who sit in a
        zone at that time."""
        self.slot, self._day, self._blocker = slot, day, blocker
        self._instead, self._there = tuple(instead), tuple(there)
        self._checked: Checked | None = None
        self.price.show_price(None)
        self._say_slot(slot, day)
        self._fill_others()
        free = blocker is None
        self.whom.setVisible(free)
        self.title.setVisible(free)
        if free:
            self._check()
        else:
            self.credits.offer(0)

    def _say_slot(self, slot: Slot, day: SpaceDay) -> None:
        self.space.say(day.space.name)
        when = _("{day}, {times}").format(
            day=day_weekday(slot.starts.date()), times=phrases.times(slot.starts, slot.ends)
        )
        self.when.say(when)
        seats = seats_words(day.space.fields.seats)
        features = features_words(day.space.fields.features)
        self.about.say(", ".join(filter(None, (seats, features))))
        each = day.price_hour
        self.rate.say("" if each is None else _("{price} an hour").format(price=money(each)))
        self._warn()

    def _warn(self) -> None:
        """Who has it, why it is closed, which rules of the space it breaks."""
        slot, day, blocker = self.slot, self._day, self._blocker
        if slot is None or day is None:
            return
        if blocker is not None:
            who = "" if blocker.private else phrases.who(blocker)
            until = until_sentence(blocker.starts, blocker.ends, blocker.cleaned_by)
            self.warning.say(sentences([taken_sentence(day.space.name, who), until]))
            return
        said = [self._closed_words(slot, day)]
        if self._checked is not None:
            found = self._checked.breaches
            said += [breach_sentence(one) for one in found if one.code != "closed" or not said[0]]
        self.warning.say(sentences(said))

    def _closed_words(self, slot: Slot, day: SpaceDay) -> str:
        """Why it is closed then; "" when it is open, or keeps its usual hours."""
        closed = next(
            (one for one in day.closed if one.starts < slot.ends and slot.starts < one.ends), None
        )
        return phrases.spoken_closed(day, closed) if closed is not None else ""

    def _fill_others(self) -> None:
        clear(self.others)
        for free in self._instead:
            words = _("{hour} {space}").format(space=free.space_name, hour=hour(free.starts))
            self._offer(words, partial(self._take, free))
        for block in self._there:
            words = _("{who}, {times}").format(
                who=phrases.who(block), times=phrases.times(block.starts, block.ends)
            )
            self._offer(words, partial(self._choose, block.booking))
        if self._blocker is not None and not self._instead:
            self.others_title.say(_("Nothing alike is free on this day."))
        elif self._instead:
            self.others_title.say(_("Free instead"))
        else:
            self.others_title.say(_("Booked at this time") if self._there else "")
        self.others_title.setVisible(bool(self.others_title.text()))

    def _offer(self, words: str, do: partial[None]) -> None:
        button = NameButton(words)
        button.clicked.connect(do)
        self.others.addWidget(button)

    def _take(self, free: Free, _on: bool = False) -> None:
        self.instead_chosen.emit(free)

    def _choose(self, booking: UUID, _on: bool = False) -> None:
        self.booking_chosen.emit(booking)

    @property
    def taken(self) -> bool:
        """Whether somebody has it already."""
        return self._blocker is not None

    # for whom ----------------------------------------------------------------------------------

    def ask_whom(self) -> None:
        """Listen to whom it is for."""
        if self._blocker is None:
            self.whom.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """It was booked: the next one is for somebody else."""
        self._written.clear()
        self.whom.clear()
        self.whom.field.forgive()
        self.credits.begin(False)

    def show_found(
        self, text: str, people: Sequence[FoundPerson], houses: Sequence[FoundPerson]
    ) -> None:
        """Who was found for ``text``: people, and ``houses`` for organisations."""
        self._houses.update({one.id: one.name for one in houses})
        self.whom.show_found(text, [*people[:3], *houses[: 4 - len(people[:3])]])

    def _searched(self, text: str) -> None:
        self.searched.emit(text)

    def _picked(self, _id: object) -> None:
        self._check()

    def booking(self) -> NewBooking | None:
        """What would be booked as it stands; None as long as no time is chosen."""
        if self.slot is None or self._blocker is not None:
            return None
        person = self.whom.person
        house = person if person in self._houses else None
        title = self._written.text().strip()
        if person is None and not title:
            title = self.whom.text()
        return NewBooking(
            (Taking(self.slot.space),),
            self.slot.starts,
            self.slot.ends,
            person=None if house is not None else person,
            organisation=house,
            title=title,
            use_credits=self.credits.pays,
        )

    def _check(self) -> None:
        new = self.booking()
        if new is not None:
            self.check_wanted.emit(new)

    def show_checked(self, found: SlotChecked) -> None:
        """The rules that it breaks, and once somebody is named its price and whether credits may pay it."""
        new, slot = found.new, self.slot
        if slot is None or (new.spaces[0].space, new.starts, new.ends) != (
            slot.space,
            slot.starts,
            slot.ends,
        ):
            return
        self._checked = found.checked
        named = new.person is not None or new.organisation is not None
        self.price.show_price(found.checked.price if named else None)
        self.credits.offer(found.credits if named else 0)
        self._warn()

    def retranslate(self) -> None:
        self.whom.field.say(_("For whom"))
        self.title.say(_("Title (may be empty)"))
        if self.slot is not None and self._day is not None:
            self._say_slot(self.slot, self._day)
            self._fill_others()
