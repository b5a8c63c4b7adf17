"""What each page costs beside a floor, at two sizes of the database: `make bench` writes docs/performance.md."""
