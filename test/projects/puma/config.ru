run ->(env) { File.write("log/x.log", "x"); [200, { "Content-Type" => "text/plain" }, ["rack up"]] }
