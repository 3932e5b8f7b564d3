require "fileutils"
require "webrick"

FileUtils.mkdir_p "log"
File.open(File.join(__dir__, "log", "starts.txt"), "a") { |file| file.puts "cast off" }
server = WEBrick::HTTPServer.new(Port: 4567, BindAddress: "0.0.0.0")
server.mount_proc("/") { |_, response| response.body = File.read("log/starts.txt") }
trap("TERM") { server.shutdown }
server.start
