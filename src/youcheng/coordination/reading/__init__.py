"""Reads a published plan (layout-preserved text, PDF with text, DOCX) and hands its pages to `engines.bulletin`.

`documents.read` is the one door, `answers.as_values` its JSON shape; called by pages, background jobs and
`youcheng plan read`. Bytes in, records out: no model, no request, and nothing is written here.
"""
