from django.urls import path

from interventions.guided import views

urlpatterns = [
    path("delen/", views.start, name="guided_start"),
    path("delen/<int:page_id>/controle/", views.check, name="guided_check"),
    path("delen/<int:page_id>/voorbeeld/", views.preview, name="guided_preview"),
    path("delen/<int:page_id>/<slug:slug>/", views.step, name="guided_step"),
]
