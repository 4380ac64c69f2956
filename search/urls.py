from django.urls import path
from django.views.decorators.http import require_safe

from search.feeds import CaseFeed
from search.views import case_list, case_suggest, does_it_work_here

urlpatterns = [
    path("interventies/", case_list, name="case_list"),
    path("interventies/feed.atom", require_safe(CaseFeed()), name="case_feed"),
    path("werkt-dit-hier/", does_it_work_here, name="does_it_work_here"),
    path("interventies/suggest", case_suggest, name="case_suggest"),
]
