package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) { fmt.Fprint(response, "made fast") })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
