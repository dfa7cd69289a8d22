from senstosales.app import main

main()
