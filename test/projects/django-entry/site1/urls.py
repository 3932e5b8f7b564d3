from django.http import HttpResponse
from django.urls import path
from django.conf import settings
from notes.models import Note

def index(request):
    Note.objects.create(text="x")
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "a.txt").write_text("x")
    return HttpResponse("notes: %d" % Note.objects.count())

urlpatterns = [path("", index)]
