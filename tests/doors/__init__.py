"""Every way out of the system, walked by those who must not see what is behind it.

`test_doors` walks the URLconf; each app's doors stand in the module named after it (`accounts.py`, `network.py` …) as a
dict `DOORS` from route name to one `Door` or several. A route without an entry fails, so does an entry without a route.
"""
