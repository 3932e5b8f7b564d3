FROM python:3.7
MAINTAINER Someone <someone@example.org>
ENV PYTHONUNBUFFERED 1
RUN apt-get update && apt-get install libpq-dev gcc
ADD requirements.txt /code/
WORKDIR code
RUN pip install -r requirements.txt
ADD . /code/
EXPOSE 8000
CMD python manage.py runserver 0.0.0.0:8000
