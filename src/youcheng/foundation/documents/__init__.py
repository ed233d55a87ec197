"""One document model and its renderers: HTML for the screen, DOCX to GB/T 9704-2012, PDF.

Capabilities that write papers (dossiers, reports) build a `model.Document` and hand it to `html`, `docx` or `pdf`.
Nothing here knows what a paper is about; no database, no settings and no network belong in this package.
"""
