"""The floor every capability stands on: audit log, policies, declared views, import machine, translated text,
document writers. Nothing here knows a city, a relationship or an organisation.
"""
