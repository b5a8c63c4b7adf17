"""La mise en route: what the first administrator says of the service before anybody else comes in."""
