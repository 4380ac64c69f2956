"""The page about the API, in each language."""

from django.urls import path

from api.views import about_the_api

urlpatterns = [path("api/", about_the_api, name="about_the_api")]
