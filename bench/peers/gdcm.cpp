// Times the codecs of GDCM inside one process; bench/codecs compiles and runs it. A program of its own, since DCMTK and
// GDCM each bring a CharLS, and one process has room for one.
//
//   gdcm decode|encode FILE...
//
// A line for each file: the file, the target or "decode", milliseconds for a frame.
#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmTrace.h>

#include <cstring>
#include <memory>
#include <vector>

#include "best.h"

using Syntax = gdcm::TransferSyntax;

static double decode(const char *file) {
    gdcm::ImageReader reader;
    reader.SetFileName(file);
    if (!reader.Read()) return -1;
    const gdcm::Image &image = reader.GetImage();
    std::vector<char> samples(image.GetBufferLength());
    return best([] {}, [&] { return image.GetBuffer(samples.data()); });
}

static double encode(const char *file, Syntax::TSType target) {
    gdcm::ImageReader reader;
    reader.SetFileName(file);
    if (!reader.Read()) return -1;
    std::unique_ptr<gdcm::ImageChangeTransferSyntax> change;
    gdcm::SmartPointer<gdcm::Image> copy;  // a change changes its input too
    return best(
        [&] {
            copy = new gdcm::Image(reader.GetImage());
            change.reset(new gdcm::ImageChangeTransferSyntax);
            change->SetTransferSyntax(target);
            change->SetInput(*copy);
        },
        [&] { return change->Change(); });
}

int main(int count, char **arguments) {
    if (count < 3) return 64;
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
    bool encoding = !std::strcmp(arguments[1], "encode");
    for (int i = 2; i < count; i++) {
        const char *file = arguments[i];
        if (encoding) {
            line(file, "rle", encode(file, Syntax::RLELossless));
            line(file, "jpeg-lossless", encode(file, Syntax::JPEGLosslessProcess14_1));
            line(file, "jpeg-ls", encode(file, Syntax::JPEGLSLossless));
            line(file, "jpeg", encode(file, Syntax::JPEGBaselineProcess1));
            line(file, "jpeg-12", encode(file, Syntax::JPEGExtendedProcess2_4));
        } else {
            line(file, "decode", decode(file));
        }
    }
    return 0;
}
