"""The error family: every refusal has a stable code, a place and advice."""

from __future__ import annotations

from typing import Any

Span = tuple[int, int]


class VarsynError(Exception):
    """Root of every error that varsyn raises on purpose.

    Parameters
    ----------
    message: what is wrong, in a curator's words.
    code: stable identifier, explained by ``varsyn explain CODE``.
    text: the input that was being read, if any.
    span: 0-based, half-open (start, end) of the fault in ``text``, in characters.
    advice: what to do about it, best first.

    >>> error = VarsynError("no such thing", code="demo", text="abc", span=(1, 2))
    >>> error.code, error.span
    ('demo', (1, 2))
    """

    default_code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        text: str | None = None,
        span: Span | None = None,
        advice: tuple[str, ...] | list[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.text = text
        self.span = span
        self.advice = tuple(advice)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {"code": self.code, "text": self.text, "span": self.span, "advice": self.advice}
        return (_rebuild, (type(self), self.message, state))

    def caret(self) -> str:
        """The input with a caret line under the fault, or an empty string where no place is known."""
        if self.text is None or self.span is None:
            return ""
        start, end = self.span
        line = self.text.replace("\n", " ").replace("\t", " ")
        return f"{line}\n{' ' * start}{'^' * max(1, end - start)}"

    def as_dict(self) -> dict[str, Any]:
        """The error as the JSON object of the interfaces: code, message, span, advice."""
        return {
            "code": self.code,
            "message": self.message,
            "span": list(self.span) if self.span is not None else None,
            "advice": list(self.advice),
        }


def _rebuild(kind: type[VarsynError], message: str, state: dict[str, Any]) -> VarsynError:
    return kind(message, **state)


class InvalidNotation(VarsynError, ValueError):
    """The text is no variant notation that anyone writes."""

    default_code = "invalid_notation"


class UnsupportedNotation(VarsynError, ValueError):
    """The text is valid notation that varsyn does not handle (yet); docs/notation.md lists these."""

    default_code = "unsupported_notation"


class ReferenceMismatch(VarsynError, ValueError):
    """The stated base or residue is not what the reference sequence has there."""

    default_code = "reference_mismatch"


class PositionError(VarsynError, ValueError):
    """A position that the reference sequence does not have, or a range that is none."""

    default_code = "position_out_of_range"


class UnknownReference(VarsynError, LookupError):
    """No such transcript, protein, chromosome or gene in the reference bundle."""

    default_code = "unknown_reference"


class BundleError(VarsynError, ValueError):
    """A reference bundle, or a file to build one from, that cannot be used."""

    default_code = "bad_bundle"


class InputError(VarsynError, ValueError):
    """A file or argument that cannot be processed at all (exit status 2)."""

    default_code = "bad_input"


class MissingExtra(VarsynError, ImportError):
    """A library that an optional part needs is not installed; the advice names the extra."""

    default_code = "missing_extra"
