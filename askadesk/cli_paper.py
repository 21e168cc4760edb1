"""The hub as the paper of the command line names it."""

from __future__ import annotations

from askadesk.cli_call import Call
from askadesk.documents.rows import HubFacts


def hub_facts(call: Call) -> HubFacts:
    """The hub as paper names it."""
    hub = call.hub
    return HubFacts(hub.name, hub.address, hub.city, hub.phone)
