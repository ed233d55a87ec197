"""A document as a Word file laid out to GB/T 9704-2012. `to_docx` is the only name others need.

Called by documents and exports; the laying out itself is in the modules beside this one.
"""

from youcheng.foundation.documents.docx.paper import to_docx

__all__ = ["to_docx"]
