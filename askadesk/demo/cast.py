"""The people of the demo whom one meets by name: each stands for a situation at the door."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.demo.products import (
    AROUND_THE_CLOCK,
    CARNET_5,
    CARNET_10,
    DAY,
    DEDICATED,
    FLEXIBLE,
    HALF_DAYS,
    MORNING,
    PART_TIME,
    TEAM,
)

NUVOLA, GEOIDE, TESSERE, FILO = (
    "Studio Nuvola",
    "Geoide Studio",
    "Cooperativa Tessere",
    "Filo Doppio",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the cast.

    ``plan`` is a product of their own, ``left`` what their carnet still holds. ``came`` is the minute of
    the day at which they came in today ("08:40" = 520), or minutes before now when negative, None when
    they are not to be in. ``note`` names what is particular: see ``askadesk.demo.people``.
    """

    given: str
    family: str = ""
    role: str = ""
    organisation: str = ""
    plan: str = ""
    left: int = 0
    came: int | None = None
    note: str = ""
    age: int | None = None
    skills: str = ""
    seeks: str = ""
    key: str = ""


CAST = (
    Part(
        "Giulia",
        "Ferrero",
        "Illustratrice",
        NUVOLA,
        CARNET_10,
        left=7,
        note="owes",
        age=34,
        skills="acquerello, libri illustrati",
        seeks="rilegatura a mano, prima fattura",
        key="carnet",
    ),
    Part("Davide", "Musso", "Grafico", "Lettera 22", CARNET_5, left=0, key="finished"),
    Part("Ștefan", "Țîrlea", "Sviluppatore", "", AROUND_THE_CLOCK, note="out", key="any_hour"),
    Part("Elena", "Cravero", "Geologa", GEOIDE, DEDICATED, came=542, skills="mappe, droni"),
    Part("Marco", "Bellino", "Progettista sociale", TESSERE, DEDICATED, came=-4),
    Part("Rosa", "Mancuso", "Consulente del lavoro", "", DAY, came=-11),
    Part("Chiara", "Novarese", "Product designer", "", DEDICATED, came=520, age=29),
    Part("Amina", "El Idrissi", "Orientatrice", "", FLEXIBLE, came=535),
    Part(
        "Fatou",
        "Diop",
        "Sarta",
        FILO,
        DEDICATED,
        came=511,
        skills="cucito, modelli",
        seeks="tessuti di recupero",
    ),
    Part("Piero", "Gastaldi", "Tornitore in pensione", "", CARNET_5, 3, came=550, age=71),
    Part("Đorđe", "Đukić", "Montatore video", "", FLEXIBLE, came=560),
    Part("李伟", "", "Traduttore", "", PART_TIME, came=530),
    Part("محمد", "العلي", "Ingegnere strutturista", "", FLEXIBLE, came=525),
    Part("Ionela", "Popescu", "Contabile", "", FLEXIBLE, came=518),
    Part("Hana", "Kovářová", "Musicista", "", MORNING, came=505),
    Part("Lucia", "Actis", "Educatrice", TESSERE, "", came=512, note="team"),
    Part("Samuele", "Riva", "Educatore", TESSERE, "", came=521, note="team"),
    Part("Ewa", "Kowalczyk", "Educatrice", TESSERE, "", came=533, note="team"),
    Part("Babacar", "Sarr", "Mediatore culturale", TESSERE, "", came=540, note="team"),
    Part("Teresa", "Oggero", "Coordinatrice", TESSERE, "", note="out", key="team_full"),
    Part("Tommaso", "Rolle", "Copywriter", "", PART_TIME, note="out", key="three_days"),
    Part("Kwame", "Mensah", "Fotografo", "", CARNET_10, left=0, key="debt"),
    Part("Irene", "Bosco", "Data analyst", "", FLEXIBLE, note="next_week", key="not_yet"),
    Part("Luca", "Ferraris", "Giornalista", "", FLEXIBLE, note="ended", key="expired"),
    Part("Nadia", "Benali", "Traduttrice", "", FLEXIBLE, note="lost", key="lost"),
    Part("Bruno", "Quaglia", "Agente di commercio", "", CARNET_10, 4, note="barred", key="barred"),
    Part("Sara", "Olivero", "Falegname", "Officina Sei", "", note="out", key="shared"),
    Part("Ольга", "Мельник", "Fotografa", "", HALF_DAYS, left=4, key="half_day"),
    Part(
        "Maria Alessandra Vittoria",
        "Castelnuovo della Rovere di Montelupo",
        "Storica dell’arte",
        "",
        CARNET_10,
        left=2,
    ),
)
TEAM_OF = TESSERE
TEAM_PLAN = TEAM
SHARED_BY, SHARED_LEFT = "Officina Sei", 3
VISITORS = (
    ("Paolo", "Ghione"),
    ("Beatrice", "Valperga"),
    ("Samuel", "Okafor"),
    ("Laura", "Bertone"),
    ("Gianni", "Audino"),
    ("Rosaria", "Cerutti"),
    ("Matteo", "Sandri"),
    ("Yuki", "Tanaka"),
    ("Clara", "Fassio"),
    ("Noureddine", "Haddad"),
)
