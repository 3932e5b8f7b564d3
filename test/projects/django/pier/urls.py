from django.http import HttpResponse
from django.urls import path


def home(request):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return HttpResponse(f"visits: {request.session['visits']}")


urlpatterns = [path("", home)]
