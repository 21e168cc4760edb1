"""What a search looks into: every word once, its trigrams, and whose word it is.

All of it can be made anew from people and organisations.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Identity

# Compared letter by letter on both engines, so that all words with one beginning stand together.
Letters = String(64).with_variant(String(64, collation="C"), "postgresql")
Three = String(3).with_variant(String(3, collation="C"), "postgresql")
Number = BigInteger().with_variant(Integer, "sqlite")


class Word(Base):
    """A folded word. ``id`` is made of the word itself (``db.folding.word_id``)."""

    __tablename__ = "words"

    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    word: Mapped[str] = mapped_column(Letters, unique=True)


class WordTrigram(Base):
    """Three letters in a row of a word that holds no digit."""

    __tablename__ = "word_trigrams"
    __table_args__ = {"sqlite_with_rowid": False}

    trigram: Mapped[str] = mapped_column(Three, primary_key=True)
    word: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)


class WordUse(Base):
    """A word of a person or an organisation (``ref``); ``kind`` is one of ``db.values.WordKind``."""

    __tablename__ = "word_uses"
    __table_args__ = {"sqlite_with_rowid": False}

    word: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    ref: Mapped[UUID] = mapped_column(Identity, primary_key=True, index=True)
    kind: Mapped[int] = mapped_column(Integer)
