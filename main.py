from senstosales.app import main

if __name__ == "__main__":  # the processes that read pages load this file too
    main()
