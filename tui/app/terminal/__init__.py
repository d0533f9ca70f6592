"""How Textual is made to start, answer and end quickly. Here alone its private names are used.

What each piece buys, measured against an app of three tables (T = its time to first content;
13 runs by turns on a busy machine, so that less than 0.1 T is noise):

| without                                        | first content | end    |
|------------------------------------------------|---------------|--------|
| nothing: all as it is                          | 0.71-0.76 T   | ~40 ms |
| the head before the rest (`startup`)           | 1.37 T        |        |
| the import of asyncio without ssl (`cli/run`)  | 0.93 T        |        |
| charts that load when drawn (`ui/charts`)      | 1.02 T        |        |
| the garbage collector held back (`startup`)    | 1.06 T        | 227 ms |
| the head, asyncio and the driver (`driver`)    | 1.31 T        | 238 ms |
| those, and the cache of the facts              | 1.76 T        |        |

Private names of Textual, and the public hook that each would be replaced by if there were one:

| name                                  | where           | hook                                  |
|---------------------------------------|-----------------|---------------------------------------|
| `App._exception`                      | errors          | the error, told after `App.run`       |
| `App._fatal_error`                    | errors          | an end without a traceback            |
| `App._handle_exception`               | errors, turns,  | a handler for errors, of workers and  |
|                                       | driver          | threads too                           |
| `App._close_messages_no_wait`         | errors          | `App.exit` before the first frame     |
| `App._exit`                           | errors          | `App.is_exiting`                      |
| `_styles_cache.StylesCache`           | errors          | a cache that keeps no widgets         |
| `CommandPalette._action_command_list` | command_palette | an action that waits for the layout   |
| `Driver._app`, `Driver._debug`        | driver          | `Driver.app`, `Driver.debug`          |
| `LinuxDriver._file`                   | driver          | the stream, an argument of the driver |
| `LinuxDriver._mouse_pixels`           | driver          | a driver that ends what it began      |
| `LinuxDriver._run_input_thread`       | driver          | errors of the thread told to the app  |
| `_xterm_parser.XTermParser`           | keyboard        | a public parser of what is typed      |
| `XTermParser._awaiting`               | keyboard        | whether the parser waits for more     |
| `Timer._skip`                         | turns           | `set_timer` without late ticks left   |
|                                       |                 | out                                   |
"""
