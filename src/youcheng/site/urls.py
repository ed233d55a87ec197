"""Addresses of the pages that show several capabilities."""

from django.urls import path

from youcheng.site import views

urlpatterns = [
    path("", views.today, name="today"),
    path("health", views.health, name="health"),
]
