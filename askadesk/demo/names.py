"""Names for the demo's people: those of Torino beside those of everyone who came to it."""

from __future__ import annotations

import re
from random import Random

from askadesk.people.rules import fold

_GIVEN = """
Alessandra Alessio Andrea Anna Arianna Beatrice Benedetta Bianca Camilla Carla Caterina
Cecilia Cinzia Claudia Cristina Daniela Daniele Dario Edoardo Elena Eleonora Elisa
Emanuele Enrico Ettore Fabio Federica Filippo Francesca Francesco Gabriele Giacomo
Gianluca Giorgia Giorgio Giovanna Giovanni Giulia Giuseppe Greta Ilaria Irene Jacopo
Laura Leonardo Letizia Lorenza Lorenzo Luca Lucia Luigi Maddalena Manuela Marco
Margherita Maria Marta Martina Massimo Matilde Matteo Michela Michele Monica Nadia
Nicola Nicolò Paola Paolo Pietro Rebecca Riccardo Roberta Roberto Sara Serena Silvia
Simone Sofia Stefano Tommaso Valentina Valeria Vittoria
"""
ITALIAN_GIVEN = tuple(_GIVEN.split())
_FAMILY = """
Actis Aimone Allasia Audisio Avataneo Baima Barbero Bellino Bergamasco Bertone Bianco
Borgis Bosio Bosco Bruno Caligaris Carena Castagno Cavallo Ceresa Chiaberge Cordero
Cravero Cravotto Dalmasso Delpiano Demichelis Fassio Ferraris Ferrero Ferrua Fiore Forno
Gallo Garello Gastaldi Ghione Giordano Girardi Giraudo Grasso Griva Lombardo Manassero
Marchisio Marengo Martini Masoero Mussa Musso Nicola Novarese Occhetti Oggero Olivero
Pautasso Peyron Piovano Pogliano Ponzio Quaglia Racca Ramello Revelli Riva Rolle Rosso
Sacco Sandri Serra Sola Tosco Tosetti Valle Valperga Vernero Viale Viglione Vinai
Zanella
"""
ITALIAN_FAMILY = tuple(_FAMILY.split())
FROM_ELSEWHERE = (
    ("Ahmed", "Ben Salah"),
    ("Aleksandra", "Nowak"),
    ("Amadou", "Sow"),
    ("Ana", "Popović"),
    ("Andrei", "Munteanu"),
    ("Anh", "Nguyễn"),
    ("Aïcha", "Traoré"),
    ("Blessing", "Okafor"),
    ("Chiamaka", "Eze"),
    ("Cristina", "Rodríguez Peña"),
    ("Dmytro", "Шевченко"),
    ("Elif", "Yılmaz"),
    ("Fatima", "Zahra Idrissi"),
    ("Grace", "Mensah"),
    ("Gökhan", "Şahin"),
    ("Hassan", "Chraibi"),
    ("Ioana", "Ștefănescu"),
    ("Jokin", "Etxeberria"),
    ("José", "Muñoz Ibáñez"),
    ("Juliane", "Groß"),
    ("Kateřina", "Dvořáková"),
    ("Li", "Zhang"),
    ("Luminița", "Țurcanu"),
    ("Maria José", "da Conceição"),
    ("Mihai", "Constantinescu"),
    ("Moussa", "Ndiaye"),
    ("Nikolaos", "Papadopoulos"),
    ("Olena", "Ковальчук"),
    ("Omar", "El Amrani"),
    ("Priya", "Raghunathan"),
    ("Rosa", "Huamán Quispe"),
    ("Samira", "Haddad"),
    ("Siobhán", "Ó Briain"),
    ("Sunita", "Kaur"),
    ("Søren", "Kjærgaard"),
    ("Tigist", "Bekele"),
    ("Viktor", "Horváth"),
    ("Xin", "Chen"),
    ("Yasmine", "Benali"),
    ("Zoran", "Đorđević"),
    ("王芳", ""),
    ("陈静", ""),
    ("فاطمة", "الزهراء"),
    ("يوسف", "المنصوري"),
)
ROLES = (
    "Copywriter",
    "Progettista",
    "Giornalista",
    "Musicista",
    "Interprete",
    "Insegnante",
    "Commercialista",
    "Designer",
    "Videomaker",
    "Data analyst",
    "Product manager",
    "Social media manager",
    "Web developer",
    "Project manager",
    "Consulente del lavoro",
    "Urbanista",
    "Archivista",
    "Analista",
    "Tesista",
    "Docente di italiano L2",
    "Fundraiser",
    "Terapista",
    "Stilista",
    "Geometra",
)
SKILLS = (
    "acquerello",
    "bandi europei",
    "cucito",
    "disegno tecnico",
    "contabilità",
    "fotografia",
    "francese",
    "arabo",
    "Python",
    "saldatura",
    "scrittura",
    "stampa 3D",
    "video",
    "web",
)
ORGANISATIONS = (
    "Studio Nuvola",
    "Geoide Studio",
    "Cooperativa Tessere",
    "Filo Doppio",
    "Lettera 22",
    "Officina Sei",
    "Pulito & Co",
    "Meridiana Viaggi",
    "Dora Software",
    "Banco di Prova",
    "Terra Cruda Architetti",
    "Radio Barriera",
)
_FIRST_WORDS = (
    "Studio",
    "Bottega",
    "Officina",
    "Cooperativa",
    "Laboratorio",
    "Associazione",
    "Agenzia",
    "Collettivo",
)
_SECOND_WORDS = (
    "Aurora",
    "Crocetta",
    "Vanchiglia",
    "San Salvario",
    "Lingotto",
    "Superga",
    "Sangone",
    "Stura",
    "Monviso",
    "Musinè",
    "Cit Turin",
    "Valdocco",
    "Mirafiori",
    "Barriera",
    "Parella",
    "Borgo Po",
)
_NOT_FOR_ADDRESSES = re.compile(r"[^a-z0-9]+")
_ONE_IN_ELSEWHERE = 0.28


def person_name(random: Random) -> tuple[str, str]:
    """A given name and a family name."""
    if random.random() < _ONE_IN_ELSEWHERE:
        return random.choice(FROM_ELSEWHERE)
    return random.choice(ITALIAN_GIVEN), random.choice(ITALIAN_FAMILY)


def organisation_name(index: int) -> str:
    """The name of the ``index``-th organisation; no two are alike."""
    if index < len(ORGANISATIONS):
        return ORGANISATIONS[index]
    place, turn = index % len(_SECOND_WORDS), index // len(_SECOND_WORDS)
    first = _FIRST_WORDS[turn % len(_FIRST_WORDS)]
    number = turn // len(_FIRST_WORDS)
    name = f"{first} {_SECOND_WORDS[place]}"
    return f"{name} {number + 1}" if number else name


def email(given: str, family: str, index: int) -> str:
    """An address that can belong to nobody (the domain is reserved for examples); none without letters."""
    plain = _NOT_FOR_ADDRESSES.sub(".", fold(f"{given} {family}")).strip(".")
    return f"{plain}.{index}@example.org" if plain else ""
