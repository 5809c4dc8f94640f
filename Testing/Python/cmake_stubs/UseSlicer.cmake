file(APPEND "${CMAKE_BINARY_DIR}/included.txt" "use\n")
