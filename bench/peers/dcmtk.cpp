// Times the codecs of DCMTK inside one process; bench/codecs compiles and runs it.
//
//   dcmtk decode|encode FILE...
//
// A line for each file: the file, the target or "decode", milliseconds for a frame.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmimage/diregist.h>  // colour
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpeg/djrploss.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>

#include <cstring>
#include <memory>

#include "best.h"

static double recode(const char *file, E_TransferSyntax target, const DcmRepresentationParameter *parameter) {
    DcmFileFormat format;
    if (format.loadFile(file).bad()) return -1;
    format.loadAllDataIntoMemory();
    std::unique_ptr<DcmDataset> copy;
    return best([&] { copy.reset(new DcmDataset(*format.getDataset())); },
                [&] { return copy->chooseRepresentation(target, parameter).good(); });
}

static void encode(const char *file) {
    DcmRLERepresentationParameter rle;
    DJ_RPLossless lossless;
    DJLSRepresentationParameter ls(0, OFTrue);
    DJ_RPLossy lossy(90);
    line(file, "rle", recode(file, EXS_RLELossless, &rle));
    line(file, "jpeg-lossless", recode(file, EXS_JPEGProcess14SV1, &lossless));
    line(file, "jpeg-ls", recode(file, EXS_JPEGLSLossless, &ls));
    line(file, "jpeg", recode(file, EXS_JPEGProcess1, &lossy));
    line(file, "jpeg-12", recode(file, EXS_JPEGProcess2_4, &lossy));
}

int main(int count, char **arguments) {
    if (count < 3) return 64;
    OFLog::configure(OFLogger::FATAL_LOG_LEVEL);
    DcmRLEDecoderRegistration::registerCodecs();
    DcmRLEEncoderRegistration::registerCodecs();
    DJDecoderRegistration::registerCodecs();
    DJEncoderRegistration::registerCodecs();
    DJLSDecoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
    bool encoding = !std::strcmp(arguments[1], "encode");
    for (int i = 2; i < count; i++) {
        if (encoding) {
            encode(arguments[i]);
        } else {
            line(arguments[i], "decode", recode(arguments[i], EXS_LittleEndianExplicit, nullptr));
        }
    }
    return 0;
}
