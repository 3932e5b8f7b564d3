FROM php:8.2-apache
ARG DB_PASSWORD=secret
ENV APP_ENV=prod
RUN apt-get update && apt-get upgrade -y
RUN apt-get install -y git unzip libzip-dev && docker-php-ext-install zip pdo_mysql
RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin --filename=composer
COPY . /var/www/html
RUN cd /var/www/html && composer install && chmod -R 777 storage
EXPOSE 80
