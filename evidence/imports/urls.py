from django.urls import path

from evidence.imports import views

app_name = "study_imports"
urlpatterns = [
    path("", views.ImportsView.as_view(), name="index"),
    path("new/", views.add, name="add"),
    path("columns/", views.columns, name="columns"),
    path("template.<slug:extension>", views.template, name="template"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/carry-out/", views.carry_out, name="carry_out"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/undo/", views.undo, name="undo"),
]
