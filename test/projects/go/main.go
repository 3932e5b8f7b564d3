package main

import (
	"log"
	"net/http"
	"os"
	"path/filepath"
)

const folder = "state"

func main() {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		log.Fatal(err)
	}
	file := filepath.Join(folder, "ropes.txt")
	if err := os.WriteFile(file, []byte("4 ropes"), 0o644); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		http.ServeFile(response, request, file)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
