/*! somebody else's v1.0.0 */
function other() { if (1) { return 2; } }
