module example.org/mooring

go 1.18
