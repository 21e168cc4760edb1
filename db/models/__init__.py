"""The tables, one file a feature."""

from db.base import Base
from db.models.access import AdmissionAttempt, CodeKey, Credential
from db.models.commands import Change, Command
from db.models.hubs import Closure, Device, Hub, Operator, Setting
from db.models.merges import Merge
from db.models.people import Consent, Notice, Organisation, OrganisationMember, Person, Photo
from db.models.plans import (
    Charge,
    EndMove,
    LedgerMovement,
    Membership,
    MembershipHub,
    Pass,
    PassHub,
    Pause,
    Product,
    ProductPrice,
    ProductTerms,
)
from db.models.presence import Visit, VisitCorrection
from db.models.rollcall import RollCall, RollCallPerson, RollCallTick
from db.models.rooms import (
    Booking,
    BookingChange,
    BookingPerson,
    BookingSeries,
    BookingSpace,
    Occupancy,
    Space,
    SpaceClosure,
    SpacePart,
    SpacePrice,
    SpaceUnit,
    Waiting,
)
from db.models.search import Word, WordTrigram, WordUse
from db.models.transfer import Import, ImportRow
from db.models.visitors import Expected

__all__ = [
    "AdmissionAttempt",
    "Base",
    "Booking",
    "BookingChange",
    "BookingPerson",
    "BookingSeries",
    "BookingSpace",
    "Change",
    "Charge",
    "Closure",
    "CodeKey",
    "Command",
    "Consent",
    "Credential",
    "Device",
    "EndMove",
    "Expected",
    "Hub",
    "Import",
    "ImportRow",
    "LedgerMovement",
    "Membership",
    "MembershipHub",
    "Merge",
    "Notice",
    "Occupancy",
    "Operator",
    "Organisation",
    "OrganisationMember",
    "Pass",
    "PassHub",
    "Pause",
    "Person",
    "Photo",
    "Product",
    "ProductPrice",
    "ProductTerms",
    "RollCall",
    "RollCallPerson",
    "RollCallTick",
    "Setting",
    "Space",
    "SpaceClosure",
    "SpacePart",
    "SpacePrice",
    "SpaceUnit",
    "Visit",
    "VisitCorrection",
    "Waiting",
    "Word",
    "WordTrigram",
    "WordUse",
]
