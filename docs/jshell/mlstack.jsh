import io.mlstack.api.problem.*;
import io.mlstack.data.read.*;
import io.mlstack.data.store.*;
import io.mlstack.serve.store.*;
import io.mlstack.train.*;
import io.mlstack.train.evaluate.*;
void show(String title, Object value) { System.out.println("\n== " + title + "\n" + value); }
var progress = io.mlstack.api.progress.TerminalProgress.plain(System.out);
Path out = Files.createTempDirectory("mlstack-jshell");
Path csv = out.resolve("biopsies.csv");
Samples.copyBiopsies(csv);
