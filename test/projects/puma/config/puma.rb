port 9292
pidfile "tmp/pids/server.pid"
state_path "tmp/pids/puma.state"
