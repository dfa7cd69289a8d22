"""Where an invoice sent by a billing program stands between its desk and the customer's door."""

from enum import StrEnum


class Stage(StrEnum):
    """The steps of a sent invoice, in the words of the import contract."""

    INVOICED = "INVOICED"
    PICKING = "PICKING"
    PICKED = "PICKED"
    PACKING = "PACKING"
    PACKED = "PACKED"
    DISPATCHED = "DISPATCHED"
    DELIVERED = "DELIVERED"
    REVIEW = "REVIEW"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class BillingStage(StrEnum):
    """What the billing desk has to do with it."""

    BILLED = "BILLED"
    REVIEW = "REVIEW"
    RE_INVOICED = "RE_INVOICED"

    @property
    def label(self) -> str:
        return self.value.replace("_", "-").capitalize()


class Priority(StrEnum):
    """How urgent it is."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Section(StrEnum):
    """From where an invoice came back to billing."""

    PICKING = "PICKING"
    PACKING = "PACKING"
    DELIVERY = "DELIVERY"

    @property
    def label(self) -> str:
        return self.value.capitalize()


SECTION_OF: dict[Stage, Section] = {
    Stage.PICKING: Section.PICKING,
    Stage.PICKED: Section.PICKING,
    Stage.PACKING: Section.PACKING,
    Stage.PACKED: Section.DELIVERY,
    Stage.DISPATCHED: Section.DELIVERY,
}
"""From which stages an invoice may come back, and the section that is remembered."""

RESUMES_AT: dict[Section | None, Stage] = {
    Section.PICKING: Stage.PICKING,
    Section.PACKING: Stage.PACKING,
    Section.DELIVERY: Stage.PACKED,
    None: Stage.INVOICED,
}
"""Where a corrected invoice goes on."""

NEXT_STAGES: dict[Stage, tuple[Stage, ...]] = {
    Stage.INVOICED: (Stage.PICKING,),
    Stage.PICKING: (Stage.PICKED,),
    Stage.PICKED: (Stage.PACKING,),
    Stage.PACKING: (Stage.PACKED,),
    Stage.PACKED: (Stage.DISPATCHED,),
    Stage.DISPATCHED: (Stage.DELIVERED,),
    Stage.DELIVERED: (),
    Stage.REVIEW: (),
}
"""The ordinary way forward; back to billing and out of it are steps of their own."""
