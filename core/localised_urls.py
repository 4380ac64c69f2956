from django.urls import path

from core.views.patterns import patterns
from core.views.permalink import permalink

urlpatterns = [
    path("id/<uuid:public_id>", permalink, name="permalink"),
    path("patronen/", patterns, name="patterns"),
]
