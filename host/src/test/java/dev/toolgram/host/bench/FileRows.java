package dev.toolgram.host.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;

/**
 * Large files through the doors, against TDLib alone at the same data centre, in turns. The host is {@code serve}, so that its
 * memory does not include the data centre's.
 */
final class FileRows {

    private static final int MEGABYTES = 100;
    private static final long MAX_BYTES = 200L << 20;
    private static final double OF_RAW = 0.8;
    private static final int FLAT_MEGABYTES = 40;
    private static final long MB = 1 << 20;
    private static final int ROUNDS = 5;
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final Bench bench;
    private final Random random = new Random(4);

    FileRows(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        try (Remote remote = new Remote(bench);
                Child host = remote.serve();
                Child raw = remote.client(RawClient.class, bench.folder())) {
            files(host, raw, remote.demo());
        }
    }

    private void files(Child host, Child raw, Child dataCentre) throws IOException, InterruptedException {
        var _ = round(MEGABYTES, host, raw); // warms the code up
        double before = host.residentMegabytes();
        double centreBefore = dataCentre.residentMegabytes();
        List<Round> rounds = new ArrayList<>();
        double peak;
        double centrePeak;
        try (MemoryWatch memory = new MemoryWatch(host);
                MemoryWatch centreMemory = new MemoryWatch(dataCentre)) {
            for (int i = 0; i < (bench.plan().quick() ? 2 : ROUNDS); i++) {
                rounds.add(round(MEGABYTES, host, raw));
            }
            Thread.sleep(IDLE);
            peak = memory.peak();
            centrePeak = centreMemory.peak();
        }
        String size = " of %d MB".formatted(MEGABYTES);
        bench.report()
                .values(
                        "Files" + size,
                        List.of(
                                value("TDLib raw, upload", "s", rounds, Round::rawUpload),
                                value("POST /api/files, multipart", "s", rounds, Round::upload),
                                value("TDLib raw, download", "s", rounds, Round::rawDownload),
                                value("download_media", "s", rounds, Round::download),
                                value("the same again, 1 MB of it by Range", "s", rounds, Round::range),
                                value("resident memory of the host, before", "MB", before),
                                value("at most", "MB", peak),
                                value("after", "MB", host.residentMegabytes()),
                                value("resident memory of the data centre, before", "MB", centreBefore),
                                value("at most", "MB", centrePeak)));
        Report report = bench.report();
        report.atLeast("upload" + size, "of TDLib raw", ratio(rounds, Round::rawUpload, Round::upload), OF_RAW);
        report.atLeast("download" + size, "of TDLib raw", ratio(rounds, Round::rawDownload, Round::download), OF_RAW);
        report.atMost("resident memory in transfers" + size, "MB more than before", peak - before, FLAT_MEGABYTES);
        report.atMost("the data centre's", "MB more than before", centrePeak - centreBefore, MEGABYTES);
    }

    /** Times in seconds. */
    private record Round(double rawUpload, double upload, double rawDownload, double download, double range) {}

    /** Each of two files is uploaded by one client and downloaded by the other, so that neither has it already. */
    private Round round(int megabytes, Child host, Child raw) throws IOException {
        Transfers client = new Transfers(host.port());
        Path folder = bench.folder();
        Path first = folder.resolve("first.bin");
        Path second = folder.resolve("second.bin");
        long crc = fill(first, megabytes);
        long _ = fill(second, megabytes);
        Sample rawUpload = Sample.parse(raw.ask("upload " + first), 0);
        long start = System.nanoTime();
        long uploaded = client.upload(second, MAX_BYTES);
        double upload = (System.nanoTime() - start) / 1e9;
        Sample rawDownload = Sample.parse(raw.ask("download " + uploaded), 0);
        String target = "/api/messages/%d/media?chat=me&max_bytes=%d".formatted(rawUpload.p50Nanos(), MAX_BYTES);
        Transfers.Body download = client.get(target, "");
        Transfers.Body range = client.get(target, "Range: bytes=%d-%d\r\n".formatted(MB, 2 * MB - 1));
        if (rawDownload.requests() != megabytes * MB || download.crc() != crc || range.bytes() != MB) {
            throw new IllegalStateException("Received other bytes: " + rawDownload + download + range);
        }
        Files.delete(first);
        Files.delete(second);
        return new Round(
                rawUpload.nanos() / 1e9,
                upload,
                rawDownload.nanos() / 1e9,
                download.nanos() / 1e9,
                range.nanos() / 1e9);
    }

    private long fill(Path file, int megabytes) throws IOException {
        CRC32 crc = new CRC32();
        byte[] part = new byte[(int) MB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(part);
                crc.update(part);
                out.write(part);
            }
        }
        return crc.getValue();
    }

    private static Report.Value value(String name, String unit, double value) {
        return new Report.Value(name, unit, Spread.of(List.of(value)));
    }

    private static Report.Value value(String name, String unit, List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Report.Value(
                name,
                unit,
                Spread.of(rounds.stream().mapToDouble(figure).boxed().toList()));
    }

    private static double ratio(List<Round> rounds, ToDoubleFunction<Round> raw, ToDoubleFunction<Round> host) {
        return Spread.of(rounds.stream()
                        .map(round -> raw.applyAsDouble(round) / host.applyAsDouble(round))
                        .toList())
                .median();
    }
}
