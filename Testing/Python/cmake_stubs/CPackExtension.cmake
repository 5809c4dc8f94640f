file(APPEND "${CMAKE_BINARY_DIR}/included.txt" "cpack\n")
