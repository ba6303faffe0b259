"""A number as somebody published it: with its sources, and how firm it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from politeia.case.terms import Maybe, Noun, Sources

Firmness = Literal["agreed", "single", "derived", "disputed", "preliminary"]
LEVEL = (  # what the key says, wherever it stands
    "how firm it is. agreed: two or more sources print it; single: one does; derived: computed from others; "
    "disputed: sources differ; preliminary: not the final one"
)


class Tallied(Noun):
    """A published number, with where it stands."""

    n: Maybe[Annotated[int, Field(ge=0)]] = Field(description="the number")
    source: Sources = Field(description="the sources that print it")
    basis: Literal["counted", "reported"] = Field(
        "counted",
        description="counted: a count of votes; reported: a result that the counts behind it do not show",
    )
    level: Firmness | None = Field(None, description=LEVEL)
    note: str | None = Field(None, description="what a careful reader should know")
