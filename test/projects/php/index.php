<?php
if (!is_dir('cache')) mkdir('cache');
file_put_contents(__DIR__ . '/cache/page.txt', 'from the cache');
echo file_get_contents('cache/page.txt');
