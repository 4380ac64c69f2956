from django.urls import path

from search.views import case_list, case_suggest

urlpatterns = [
    path("interventies/", case_list, name="case_list"),
    path("interventies/suggest", case_suggest, name="case_suggest"),
]
