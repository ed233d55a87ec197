"""A document as a Word file laid out to GB/T 9704-2012. `to_docx` is the only name others need."""

from youcheng.foundation.documents.docx.paper import to_docx

__all__ = ["to_docx"]
