"""Property tests of the engines: no deadline, because a busy machine is not a wrong answer."""

from hypothesis import settings

settings.register_profile("engines", deadline=None)
settings.load_profile("engines")
